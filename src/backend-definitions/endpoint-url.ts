/**
 * Where an OCHP-direct server is: https, a host, no credentials (the access token is the credential), no white space,
 * and nothing that XML cannot carry. The protocol asks for `https:\/\/.+`; what is refused beyond that no client could call.
 */
export const HTTPS_URL =
  /^https:\/\/[^\s\\/?#@\u0000-\u0020\u007F\uFFFE\uFFFF]+([/?#][^\s\u0000-\u0020\u007F\uFFFE\uFFFF]*)?$/;

/** Of `url` and `namespaceUrl`, in characters. */
export const LONGEST_URL = 255;
