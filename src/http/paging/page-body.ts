import { IsOptional, IsString } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** What every page of a list has. */
export abstract class PageBody {
  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'where the next page begins; absent on the last one' })
  next?: string;
}
