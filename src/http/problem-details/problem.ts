import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Matches, Max, Min, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema } from '../json-schema/index.js';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';
export const PROBLEM_TYPE_PREFIX = 'urn:ochp-direct:registry:problem:';

@JSONSchema({ description: 'One bad field of the body, or one bad parameter.' })
export class ProblemField {
  @IsOptional()
  @Matches(/^#(\/.*)?$/)
  @JSONSchema({
    description: 'where in the body, as a JSON Pointer in the form of a URI fragment',
    example: '#/tokens/0/validDate',
  })
  pointer?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'The query or path parameter.', example: 'since' })
  parameter?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @JSONSchema({ description: 'The line of a CSV body, counted from 1.', example: 17 })
  line?: number;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'The column of a CSV body, by its name in the header.', example: 'operatorIds' })
  column?: string;

  @IsString()
  @JSONSchema({ description: 'What is wrong with it, to follow its name.', example: 'is missing' })
  detail!: string;
}

/** The body of every answer that reports an error (RFC 9457). */
@PublishedSchema('problem')
@JSONSchema({ description: 'Problem details (RFC 9457): why a request was refused, or failed.' })
export class Problem {
  @Matches(/^urn:ochp-direct:registry:problem:[a-z-]+$/)
  @JSONSchema({
    description: 'the stable name of this kind of problem',
    example: 'urn:ochp-direct:registry:problem:invalid-value',
  })
  type!: string;

  @IsString()
  @JSONSchema({ description: 'The kind of problem in words.', example: 'A value is not valid' })
  title!: string;

  @IsInt()
  @Min(400)
  @Max(599)
  @JSONSchema({ description: 'The HTTP status.', example: 422 })
  status!: number;

  @IsString()
  @JSONSchema({ description: 'This occurrence of it.', example: 'The body does not fit the schema.' })
  detail!: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProblemField)
  @JSONSchema({ description: 'Every bad field, up to 1,000; `detail` says how many more there are.' })
  errors?: ProblemField[];
}
