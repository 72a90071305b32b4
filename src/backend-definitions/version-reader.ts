import { Injectable } from '@nestjs/common';
import { TokenCipher } from '../token-encryption/index.js';
import type { BackendDefinition } from './backend-definition.js';
import { openToken } from './stored-token.js';
import type { VersionRecord } from './version-record.js';

/** Makes definitions of what queries return: the one place where access tokens are decrypted for an answer. */
@Injectable()
export class VersionReader {
  constructor(private readonly cipher: TokenCipher) {}

  /** @throws TokenKeyError when one of its tokens can't be decrypted */
  read = (record: VersionRecord): BackendDefinition => {
    const { partner_id: partnerId, role, backend_id: backendId } = record;
    const identity = { partnerId, role, backendId };
    return {
      // Field by field: there are up to a hundred thousand in a snapshot, and spreading is slow.
      partnerId,
      backendId,
      url: record.url,
      namespaceUrl: record.namespace_url,
      binding: record.binding,
      whitelist: record.whitelist,
      blacklist: record.blacklist,
      tokens: record.tokens.map((token) => openToken(this.cipher, identity, token)),
      changedAt: record.revision_from,
    };
  };
}
