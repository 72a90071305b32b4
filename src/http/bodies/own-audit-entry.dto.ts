import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  type Action,
  ACTIONS,
  ACTOR_KINDS,
  type ActorKind,
  AUDITED_BINDINGS,
  type AuditedBinding,
} from '../../audit/index.js';
import { PARTNER_ID } from '../../partners/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../json-schema/index.js';
import { PageBody } from '../paging/index.js';
import { AuditState, AuditSubject } from './audit-state.dto.js';

@JSONSchema({ description: 'Who did it. A partner is shown its own credential and address only.' })
export class AuditActor {
  @IsIn(ACTOR_KINDS)
  @JSONSchema({
    description:
      'a partner; staff of the clearing house; a stranger, whose login failed; or a command on the server',
  })
  kind!: ActorKind;

  @IsOptional()
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'which partner' })
  partnerId?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'the credential that it showed' })
  credentialId?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'from where, as trusted proxies tell it; absent where many are summed up' })
  remoteAddress?: string;
}

@PublishedSchema('own-audit-entry')
@JSONSchema({
  description:
    'One thing that was done and concerns the caller. Entries are never changed and never removed.',
})
export class OwnAuditEntry {
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'when it was done' })
  moment!: string;

  @IsOptional()
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({
    description: 'the state of the registry that it made, as in `asOf` and `changedAt`; absent if none',
  })
  changedAt?: string;

  @IsIn(ACTIONS)
  @JSONSchema({ description: 'what was done' })
  action!: Action;

  @ValidateNested()
  @Type(() => AuditActor)
  @JSONSchema({ description: 'who did it' })
  actor!: AuditActor;

  @IsIn(AUDITED_BINDINGS)
  @JSONSchema({ description: 'by which way' })
  binding!: AuditedBinding;

  @IsOptional()
  @IsString()
  @JSONSchema({
    description: 'the `X-Request-Id` of the request; as the actor’s credential, for itself only',
  })
  requestId?: string;

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the partners that it concerns: they may read the entry' })
  concerned!: string[];

  @ValidateNested()
  @Type(() => AuditSubject)
  @JSONSchema({ description: 'what was acted on' })
  subject!: AuditSubject;

  @IsOptional()
  @ValidateNested()
  @Type(() => AuditState)
  @JSONSchema({ description: 'how it was' })
  before?: AuditState;

  @IsOptional()
  @ValidateNested()
  @Type(() => AuditState)
  @JSONSchema({ description: 'how it is from then on' })
  after?: AuditState;
}

@PublishedSchema('own-audit-entries')
@JSONSchema({ description: 'A page of what was done that concerns the caller, the newest first.' })
export class OwnAuditEntries extends PageBody {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OwnAuditEntry)
  @JSONSchema({ description: 'the entries' })
  items!: OwnAuditEntry[];
}
