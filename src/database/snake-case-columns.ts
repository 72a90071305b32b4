import { DefaultNamingStrategy } from 'typeorm';

/** `partnerId` in the code is `partner_id` in the database, so that SQL needs no quotes. */
export class SnakeCaseColumns extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
