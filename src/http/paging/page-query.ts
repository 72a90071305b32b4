import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

const DEFAULT_LIMIT = 500;

/** How a list is paged; every list of the interface takes these two. */
export class PageQuery {
  @IsOptional()
  @Matches(/^(1000|[1-9][0-9]{0,2})$/)
  @JSONSchema({
    description: `how many entries a page may have at most, 1 to 1000; default ${DEFAULT_LIMIT}. A page may be shorter where entries are large`,
  })
  limit?: string;

  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  @JSONSchema({ description: 'next of the page before; absent for the first page' })
  next?: string;
}

export function limitOf({ limit }: PageQuery): number {
  return limit === undefined ? DEFAULT_LIMIT : Number(limit);
}
