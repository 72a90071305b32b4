/** How an OCHP-direct server is spoken to. */
export const BINDINGS = ['soap', 'json'] as const;
export type Binding = (typeof BINDINGS)[number];

/** The interface versions that exist for SOAP (OCHP 1.3 and 1.4); for JSON any absolute URI names one. */
export const SOAP_NAMESPACES: readonly string[] = ['http://ochp.eu/1.3', 'http://ochp.eu/1.4'];

/** An absolute URI: a scheme, a colon, and something without white space (RFC 3986, 4.3). */
export const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/;
