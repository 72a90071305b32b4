import { Matches, MaxLength, MinLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { ACCESS_TOKEN, LONGEST_ACCESS_TOKEN } from '../backend-definitions/index.js';
import { CALENDAR_DAY, PublishedSchema } from '../http/json-schema/index.js';

const ACCESS_TOKEN_RULE =
  'the secret that lets a partner in: any text without control characters, unique in the registry';

@JSONSchema({ description: 'The token for one UTC day.' })
export class DailyTokenBody {
  @Matches(ACCESS_TOKEN)
  @MinLength(1)
  @MaxLength(LONGEST_ACCESS_TOKEN)
  @JSONSchema({ description: ACCESS_TOKEN_RULE })
  accessToken!: string;

  @Matches(CALENDAR_DAY)
  @JSONSchema({
    description:
      'a day of the calendar, 2026-11-22; the token lets in from the day before 23:50 UTC to the day after 00:30 UTC',
  })
  validDate!: string;
}

@PublishedSchema('access-token')
@JSONSchema({ description: 'The access token for the day that the address names.' })
export class AccessTokenBody {
  @Matches(ACCESS_TOKEN)
  @MinLength(1)
  @MaxLength(LONGEST_ACCESS_TOKEN)
  @JSONSchema({ description: ACCESS_TOKEN_RULE })
  accessToken!: string;
}
