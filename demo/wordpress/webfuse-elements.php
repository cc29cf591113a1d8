<?php
/**
 * Plugin Name: webfuse-elements
 * Description: Shared browsing sessions as a block, a shortcode, and embeds of their addresses.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 */

defined( 'ABSPATH' ) || exit;

/** What an author can say, with what it is if they do not. */
const WEBFUSE_ELEMENTS_SAYS = array(
	'show'     => 'session',
	'url'      => '',
	'label'    => 'Browse together',
	'provider' => 'server',
);

/** An address or a key from Settings, Webfuse. */
function webfuse_elements_option( $name ) {
	return rtrim( (string) get_option( "webfuse_elements_$name", '' ), '/' );
}

/** Where the kit is: in a folder `kit` beside this file, or else on the session server. */
function webfuse_elements_kit() {
	return is_dir( __DIR__ . '/kit' ) ? plugins_url( 'kit', __FILE__ ) : webfuse_elements_option( 'server' );
}

/** The kit, on the pages that need it. */
function webfuse_elements_enqueue() {
	$kit = webfuse_elements_kit();
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'webfuse-elements', "$kit/webfuse-elements.js", array(), null );
	} else {
		// WordPress before 6.5 knows no modules.
		wp_enqueue_script( 'webfuse-elements', "$kit/webfuse-elements.classic.js", array(), null, true );
	}
}

/** The address of a first page, also as one of this site. What is no page of the web, such as a script, is none. */
function webfuse_elements_url( $url ) {
	$url = trim( $url );
	return esc_url_raw( preg_match( '~^/(?!/)~', $url ) ? home_url( $url ) : $url, array( 'http', 'https' ) );
}

/** What is missing, to those who can mend it. */
function webfuse_elements_missing( $text ) {
	return current_user_can( 'manage_options' ) ? '<p>' . esc_html( $text ) . '</p>' : '';
}

/** A session, a floating button or a link, for the shortcode and the block alike. */
function webfuse_elements_render( $given ) {
	$says   = shortcode_atts( WEBFUSE_ELEMENTS_SAYS, (array) $given, 'webfuse' );
	$server = webfuse_elements_option( 'server' );
	$space  = webfuse_elements_option( 'space' );
	$key    = webfuse_elements_option( 'key' );
	$url    = webfuse_elements_url( $says['url'] );
	if ( 'local' === $says['provider'] ) {
		if ( ! webfuse_elements_kit() ) {
			return webfuse_elements_missing( __( 'Expected the kit in the folder "kit" of the plugin, or a server in Settings, Webfuse.', 'webfuse-elements' ) );
		}
		// Windows of one browser that show the same post share what it shows.
		$common = sprintf( 'provider="local" space="post-%d" url="%s"', (int) get_the_ID(), esc_attr( $url ) );
	} elseif ( $server && $space && $key ) {
		$common = sprintf( 'server="%s" space="%s" widget-key="%s" url="%s"', esc_attr( $server ), esc_attr( $space ), esc_attr( $key ), esc_attr( $url ) );
	} else {
		return webfuse_elements_missing( __( 'Expected a server, a space and a widget key in Settings, Webfuse.', 'webfuse-elements' ) );
	}
	webfuse_elements_enqueue();
	switch ( $says['show'] ) {
		case 'link':
			// Without a server there is no page that it could lead to.
			if ( 'local' !== $says['provider'] ) {
				$query = array_filter( array( 'widget_key' => $key, 'url' => $url ) );
				$href  = $server . '/+' . rawurlencode( $space ) . '/?' . http_build_query( $query );
				return sprintf( '<a data-wf-launch href="%s">%s</a>', esc_url( $href ), esc_html( $says['label'] ) );
			}
			// Fall through.
		case 'launcher':
			return sprintf( '<wf-launcher %s label="%s"></wf-launcher>', $common, esc_attr( $says['label'] ) );
		default:
			return sprintf( '<wf-session %s></wf-session>', $common );
	}
}

add_shortcode( 'webfuse', 'webfuse_elements_render' );

add_action(
	'init',
	function () {
		register_block_type( __DIR__, array( 'render_callback' => 'webfuse_elements_render' ) );
		$server = webfuse_elements_option( 'server' );
		// A provider that is known is not put into a sandbox.
		if ( $server ) {
			wp_oembed_add_provider( "$server/+*", "$server/oembed" );
		}
	}
);

add_action(
	'admin_init',
	function () {
		$fields = array(
			'server' => __( 'Address of the session server', 'webfuse-elements' ),
			'space'  => __( 'Slug of the space', 'webfuse-elements' ),
			'key'    => __( 'Widget key (wk_…)', 'webfuse-elements' ),
		);
		add_settings_section( 'main', '', '__return_null', 'webfuse-elements' );
		foreach ( $fields as $name => $label ) {
			$id = "webfuse_elements_$name";
			register_setting( 'webfuse-elements', $id, array( 'sanitize_callback' => 'server' === $name ? 'esc_url_raw' : 'sanitize_text_field' ) );
			add_settings_field(
				$id,
				$label,
				function () use ( $id ) {
					printf( '<input class="regular-text" id="%1$s" name="%1$s" value="%2$s">', esc_attr( $id ), esc_attr( get_option( $id, '' ) ) );
				},
				'webfuse-elements',
				'main',
				array( 'label_for' => $id )
			);
		}
	}
);

add_action(
	'admin_menu',
	function () {
		add_options_page(
			'Webfuse',
			'Webfuse',
			'manage_options',
			'webfuse-elements',
			function () {
				echo '<div class="wrap"><h1>Webfuse</h1><form method="post" action="options.php">';
				settings_fields( 'webfuse-elements' );
				do_settings_sections( 'webfuse-elements' );
				submit_button();
				echo '</form></div>';
			}
		);
	}
);
