import { type DynamicModule, RequestMethod, type Type } from '@nestjs/common';
import { ApplicationModule } from '../../../src/application.module.js';
import { Metrics } from '../../../src/metrics/index.js';
import type { Configuration } from '../../../src/configuration/index.js';
import { TestClock } from '../../environment/index.js';

type Part = Type | DynamicModule;

/** Every route of every controller, `GET /v1/self`, as the modules name them. */
export function controllerRoutes(): string[] {
  const application = ApplicationModule.of(
    {} as Configuration,
    'postgresql://nowhere',
    new TestClock(),
    new Metrics(),
  );
  return [...controllersIn(application)].flatMap(routesOf).sort();
}

function controllersIn(part: Part): Set<Type> {
  const module = 'module' in part ? part.module : part;
  const imports = [...listed(module, 'imports'), ...(('imports' in part && part.imports) || [])] as Part[];
  const own = [
    ...listed(module, 'controllers'),
    ...(('controllers' in part && part.controllers) || []),
  ] as Type[];
  return new Set([...own, ...imports.flatMap((inner) => [...controllersIn(inner)])]);
}

function listed(module: Type, what: string): unknown[] {
  return (Reflect.getMetadata(what, module) as unknown[] | undefined) ?? [];
}

function routesOf(controller: Type): string[] {
  const base = String(Reflect.getMetadata('path', controller));
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = Reflect.getMetadata('method', prototype[name]!) as RequestMethod | undefined;
    if (method === undefined) return [];
    const path = String(Reflect.getMetadata('path', prototype[name]!));
    const segments = `/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    return [`${RequestMethod[method]} ${segments.replace(/:(\w+)/g, '{$1}')}`];
  });
}
