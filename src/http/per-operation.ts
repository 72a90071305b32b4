import type { ExecutionContext, Type } from '@nestjs/common';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * Remembers what is the same for all requests of an operation: looking up metadata at each of them costs more than most
 * of what else is done for it. A handler may be inherited, so the class counts, too.
 */
export function perOperation<T>(
  find: (handler: Handler, controller: Type) => T,
): (context: ExecutionContext) => T {
  const found = new WeakMap<Type, Map<Handler, T>>();
  return (context) => {
    const [handler, controller] = [context.getHandler(), context.getClass()];
    const ofController = found.get(controller) ?? new Map<Handler, T>();
    if (ofController.has(handler)) return ofController.get(handler) as T;
    const result = find(handler, controller);
    found.set(controller, ofController.set(handler, result));
    return result;
  };
}
