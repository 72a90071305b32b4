import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { CALENDAR_DAY } from './calendar-patterns.js';
import { PublishedSchema } from './schema-catalogue.js';

/** Shapes for the tests of this folder, alike the real ones, and with every kind of rule in them. */
@JSONSchema({ description: 'A token for one day.' })
export class SampleToken {
  @IsString()
  @MinLength(1)
  @MaxLength(10)
  accessToken!: string;

  @Matches(CALENDAR_DAY)
  @JSONSchema({ description: 'a day that exists, as YYYY-MM-DD', example: '2026-11-22' })
  validDate!: string;
}

export abstract class SampleBase {
  @Matches(/^https:\/\/.+/)
  @JSONSchema({ description: 'an address that begins with https://' })
  url!: string;

  @IsOptional()
  @IsIn(['soap', 'json'])
  binding?: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => SampleToken)
  @JSONSchema({ description: 'The tokens, one for each day.' })
  tokens!: SampleToken[];
}

@PublishedSchema('sample-operator')
@JSONSchema({ description: 'What an operator says.' })
export class SampleOperator extends SampleBase {
  @IsArray()
  @ArrayUnique()
  @Matches(/^[A-Z]{2}[A-Z0-9*]{0,30}%?$/, { each: true })
  @JSONSchema({ items: { description: 'an EVSE pattern' } })
  whitelist!: string[];

  @Min(1)
  @IsInt()
  @Max(5)
  priority!: number;

  @IsOptional()
  @ValidateNested()
  @Type(() => SampleToken)
  @JSONSchema({ description: 'The spare one.' })
  spare?: SampleToken;

  @IsString()
  @JSONSchema({ nullable: true })
  note!: string | null;
}

@PublishedSchema('sample-provider')
@JSONSchema({ minProperties: 1 })
export class SampleProvider extends SampleBase {}

export class SampleQuery {
  @IsOptional()
  @Matches(/^[1-9][0-9]{0,2}$/)
  @JSONSchema({ description: 'a number from 1 to 999' })
  limit?: string;

  @IsOptional()
  @IsString()
  next?: string;
}

export class SampleWish {
  @IsOptional()
  @IsString()
  colour?: string;
}
