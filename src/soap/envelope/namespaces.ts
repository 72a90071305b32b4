/** The namespaces that an envelope brings; SOAP 1.1, and WS-Security 1.0 with its username token profile. */
export const SOAP_ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** An entry that names this actor is for whoever gets the message next: for us. */
export const NEXT_ACTOR = 'http://schemas.xmlsoap.org/soap/actor/next';

const OASIS_WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
export const WS_SECURITY = `${OASIS_WSS}-wssecurity-secext-1.0.xsd`;
export const WS_SECURITY_UTILITY = `${OASIS_WSS}-wssecurity-utility-1.0.xsd`;
export const PASSWORD_TEXT = `${OASIS_WSS}-username-token-profile-1.0#PasswordText`;

/** The namespace of the published messages (OCHP-direct 0.2). */
export const OCHP = 'http://ochp.eu/1.4';

/** The namespace of the registry's own messages. */
export const REGISTRY = 'urn:ochp-direct:registry:0.1';

/** Of the attributes that XML Schema has for documents: `xsi:nil`, `xsi:type`. */
export const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
