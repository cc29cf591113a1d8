<?php
// Sets WordPress up in the folder that is named, with Ada who may do everything, and Ben who writes texts.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'A shop', 'ada', 'ada@shop.example', true, '', 'ada' );
wp_create_user( 'ben', 'ben', 'ben@shop.example' );
( new WP_User( get_user_by( 'login', 'ben' ) ) )->set_role( 'author' );
switch_theme( 'twentytwentythree' );
// Pictures of people and emojis would come from elsewhere.
update_option( 'show_avatars', 0 );
update_option( 'active_plugins', array( 'webfuse-elements/webfuse-elements.php' ) );
