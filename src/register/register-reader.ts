import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConsistentRead, type Revision } from '../database/index.js';
import { type Partner, PartnerReader } from '../partners/index.js';
import { type RoamingConnection, RoamingConnectionReader } from '../roaming-connections/index.js';

/** Some of the partners, or else of the connections. */
export type RegisterPage =
  { readonly partners: readonly Partner[] } | { readonly connections: readonly RoamingConnection[] };

/** The register in one state, to be read page by page. */
export interface ReadRegister {
  readonly asOf: Revision;
  /** First the partners, then the connections, each in their order. */
  readonly pages: AsyncIterable<RegisterPage>;
  /** To be called once, however far it was read. */
  close(): Promise<void>;
}

const PAGE = 1_000;

/** Reads all partners and connections, however many, in one state of the registry. */
@Injectable()
export class RegisterReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partners: PartnerReader,
    private readonly connections: RoamingConnectionReader,
  ) {}

  /**
   * Holds a connection of the pool until it is closed. PostgreSQL ends it where the reader is silent for ten seconds:
   * then reading fails.
   */
  async open(): Promise<ReadRegister> {
    const read = await ConsistentRead.open(this.dataSource);
    return { asOf: read.state.present, pages: this.pages(read), close: () => read.close() };
  }

  private async *pages({ manager }: ConsistentRead): AsyncGenerator<RegisterPage, void> {
    for (let after: string | undefined, isLast = false; !isLast;) {
      const partners = await this.partners.list(PAGE, after, manager);
      yield { partners };
      after = partners.at(-1)?.partnerId;
      isLast = partners.length < PAGE;
    }
    for (let after: RoamingConnection | undefined, isLast = false; !isLast;) {
      const connections = await this.connections.listAll(PAGE, after, manager);
      yield { connections };
      after = connections.at(-1);
      isLast = connections.length < PAGE;
    }
  }
}
