<?php
// Publishes a page of someone, as far as their role lets it through, and writes its address.
list( , $folder, $login, $title, $content ) = $argv;
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $folder . '/wp-load.php';
wp_set_current_user( get_user_by( 'login', $login )->ID );
kses_init();
$id = wp_insert_post(
	array(
		'post_type'    => 'post',
		'post_status'  => 'publish',
		'post_title'   => $title,
		'post_content' => $content,
	),
	true
);
echo is_wp_error( $id ) ? $id->get_error_message() : get_permalink( $id );
