import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions } from '../../src/database/index.js';
import { createTestDatabase, TcpProxy, type TestDatabase } from '../environment/index.js';

describe('A connection that died without anybody having said so', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await TcpProxy.between(database.url);
    const options = dataSourceOptions(proxy.url);
    const extra = { ...options.extra, query_timeout: 300 };
    dataSource = await new DataSource({ ...options, poolSize: 1, extra } as DataSourceOptions).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await proxy.close();
    await database.drop();
  });

  it('is used for one query at most: the next goes by a new one', async () => {
    const ask = () => dataSource.query('SELECT pg_backend_pid() AS pid');
    const [{ pid }] = await ask();
    proxy.stopForwarding();
    await expect(ask()).rejects.toThrow('Query read timeout');
    proxy.resume();
    const [after] = await ask();
    expect(after.pid).not.toBe(pid);
  });
});
