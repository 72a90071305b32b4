/** By which way something was done. */
export const AUDITED_BINDINGS = ['json', 'soap', 'administration', 'command'] as const;
export type AuditedBinding = (typeof AUDITED_BINDINGS)[number];

export const ACTOR_KINDS = ['partner', 'staff', 'stranger', 'command'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Where something came from. */
export interface Origin {
  /** As trusted proxies tell it, else the socket's: the same as in the access log. */
  readonly remoteAddress: string | null;
  readonly requestId: string | null;
  readonly binding: AuditedBinding;
}

/**
 * Who does something. Whatever changes the registry takes one: a change that nobody answers for does not compile. The
 * IDs are plain text here, as this is below the features that define them.
 */
export type Actor = PartnerActor | OtherActor;

/** A partner, with the credential that it showed. */
export interface PartnerActor<Id extends string = string> extends Origin {
  readonly kind: 'partner';
  readonly partnerId: Id;
  readonly credentialId: string;
}

/** Clearing-house staff, whose secret has no name; somebody whom nobody knows; whoever runs a command on the server. */
export interface OtherActor extends Origin {
  readonly kind: Exclude<ActorKind, 'partner'>;
}

/** Whoever runs a command beside the service. */
export const COMMAND: Actor = { kind: 'command', binding: 'command', remoteAddress: null, requestId: null };
