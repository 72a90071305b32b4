import { IsArray, IsIn, IsString } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { DescribedPartner } from '../../http/bodies/index.js';
import { PublishedSchema } from '../../http/json-schema/index.js';
import { type Role, ROLES } from '../../partners/index.js';

@PublishedSchema('self')
@JSONSchema({ description: 'Who the caller is.' })
export class Self extends DescribedPartner {
  @IsIn(ROLES, { each: true })
  @IsArray()
  @JSONSchema({ description: 'what the partner may act as' })
  roles!: Role[];

  @IsString()
  @JSONSchema({
    description: 'the epoch of the registry; another one begins when it is restored from a backup',
  })
  epoch!: string;
}
