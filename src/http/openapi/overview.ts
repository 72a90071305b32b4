/** What a reader of the API page is told first; Markdown. */
export const OVERVIEW = `
Roaming partners publish where their OCHP-direct servers are, which version they speak, the daily token that lets a
partner in, and the EVSE-IDs or Contract-IDs they answer for; and they poll for what changed since their last poll.
A partner sees the definitions of those it has a roaming connection with, and nothing of anybody else.

**Credentials.** The clearing house issues them. Send the secret as \`Authorization: Bearer <secret>\`, or with the
partner ID by HTTP Basic.

**Polling.** Take a snapshot once (\`GET /v1/operator-backends\`) and keep its \`asOf\`. From then on ask for
\`/v1/operator-backends/updates?since=<asOf>\`, put every \`updated\` definition in place of yours, drop every
\`removed\` one, and keep the new \`asOf\`. Where an answer has a \`next\`, fetch the next page with the same
parameters and \`next\`: all pages are of one state. On 410 (\`before-retention\`, \`epoch-changed\`, \`page-outdated\`)
take a new snapshot. Answers name the \`epoch\` of the registry; if you send it beside \`since\`, you are told for sure when
the registry was restored from a backup and your copy is of a state that was lost. Idle polls are cheap with \`If-None-Match\`. A \`since\` by your own clock, in whole seconds, works too, if that
clock differs from the registry's by no more than the tolerance (60 s, unless the operator of the registry says
otherwise): you may then get a thing twice, or be told to drop what you never had, but you miss nothing. The \`asOf\` you
get back is the registry's last change, and may be earlier than the \`since\` you sent.

**Who answers for an ID.** Patterns name IDs without separators; \`%\` at the end stands for any rest. Of the
definitions you may see, the one with the longest matching whitelist pattern is responsible (\`%\` does not count). A
definition with a matching blacklist pattern is left out, whatever its whitelist says. A tie goes to the definition
that changed last. EVSE-IDs are compared as written, Contract-IDs in any case.

**Tokens.** A token for UTC day N lets in from day N-1 23:50 until day N+1 00:30. Tokens that are over are no longer
given out, and may be left out of what you publish next. A token running out is no change: no update tells of it.
Make tokens at random, of 16 characters or more and without colons: partners call each other with
\`Authorization: Basic base64("receiver-token:sender-token")\`.

**SOAP.** OCHP systems find the same data by SOAP 1.1: the WSDL is at [/soap/ochp-direct?wsdl](/soap/ochp-direct?wsdl).

**Limits.** Answers tell what is left of your quota in \`RateLimit\` and \`RateLimit-Policy\`: \`"requests";r=588;t=42\` are
588 requests for the next 42 seconds. Beyond it, when you have too many waiting polls and streams, or when too many
logins failed from your address, you get 429 with \`Retry-After\`, in seconds.

**Errors** are problem details (RFC 9457) with a stable \`type\`; \`errors\` names every bad field at
once: first those that do not fit the schema, and when all do, those that break other rules. Beside what
each operation lists, any request may get 400 (\`malformed-request\`), 405 (with \`Allow\`), 408, or 431. Every answer
has an \`X-Request-Id\`, yours if you sent one: name it when you ask for help.
`;
