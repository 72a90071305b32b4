import { Type } from 'class-transformer';
import { IsArray, IsInt, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema } from '../json-schema/index.js';
import { PageBody } from '../paging/index.js';
import { OwnAuditEntry } from './own-audit-entry.dto.js';

@PublishedSchema('audit-entry')
@JSONSchema({ description: 'One thing that was done. Entries are never changed and never removed.' })
export class AuditEntryBody extends OwnAuditEntry {
  @IsInt()
  @JSONSchema({ description: 'names the entry; it is a count of all there are, so partners are not told' })
  entryId!: number;
}

@PublishedSchema('audit-entries')
@JSONSchema({ description: 'A page of what was done, the newest first.' })
export class AuditEntries extends PageBody {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AuditEntryBody)
  @JSONSchema({ description: 'the entries' })
  items!: AuditEntryBody[];
}
