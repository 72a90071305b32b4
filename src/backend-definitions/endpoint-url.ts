/**
 * Where an OCHP-direct server is: https, a host, no credentials (the access token is the credential), no white space.
 * The protocol asks for `https:\/\/.+`; what is refused beyond that no client could call.
 */
export const HTTPS_URL = /^https:\/\/[^\s\\/?#@\u0000-\u0020\u007F]+([/?#][^\s\u0000-\u0020\u007F]*)?$/;

/** Of `url` and `namespaceUrl`, in characters. */
export const LONGEST_URL = 255;
