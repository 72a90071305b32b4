import type { RegistryErrorCode } from '../../registry-error/index.js';
import type { ResultCode } from './result.js';

/** OCHP's code for each reason that the registry has. A new reason does not compile until it has one. */
export function resultCodeOf(code: RegistryErrorCode): ResultCode {
  switch (code) {
    case 'not-authenticated':
    case 'not-permitted':
    case 'suspended':
      return 'not-authorized';
    case 'invalid-id':
    case 'role-required':
      return 'invalid-id';
    case 'not-found':
    case 'invalid-value':
    case 'invalid-parameter':
    case 'token-in-use':
    case 'already-exists':
    case 'still-in-use':
    case 'since-in-future':
    case 'before-retention':
      return 'format';
    // OCHP has no code for it; of those that it has, this one says that the same message may be sent again.
    case 'too-many-requests':
    case 'epoch-changed':
    case 'page-outdated':
      return 'server';
    default: {
      const unknown: never = code;
      throw new Error(`No result code for ${String(unknown)}`);
    }
  }
}
