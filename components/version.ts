/** Which version of the kit this is: the one of its package. */
export const VERSION = '0.1.0';
