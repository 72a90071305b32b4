import { Module } from '@nestjs/common';
import { Configuration } from '../configuration/index.js';
import { TokenCipher } from './token-cipher.js';

@Module({
  providers: [
    {
      provide: TokenCipher,
      inject: [Configuration],
      useFactory: ({ tokenKeys }: Configuration) => new TokenCipher(tokenKeys ?? []),
    },
  ],
  exports: [TokenCipher],
})
export class TokenEncryptionModule {}
