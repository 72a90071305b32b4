import type { MeasuredService } from './measured-service.js';
import type { RegistryClient } from './registry-client.js';

/** A running service, with staff to speak to it. */
export interface Registry extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly service: MeasuredService;
  readonly admin: RegistryClient;
}
