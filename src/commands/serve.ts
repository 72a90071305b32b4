import { EXIT } from './exit-code.js';
import type { AddCommand, CommandContext } from './context.js';
import type { Service } from '../service.js';
import { startTracing } from '../tracing/index.js';

/** Runs the service until it is told to stop. */
export const addServe: AddCommand = (program, context) => {
  program
    .command('serve', { isDefault: true })
    .description('run the service (the default); migrates its database first')
    .addHelpText('after', '\nExample:\n  $ PORT=8080 ochp-direct-registry serve')
    .action(async () => {
      // Loading the service takes a second or two, which other commands need not wait.
      try {
        const configuration = await context.configuration();
        // Before what it traces is loaded.
        const tracing = await startTracing(configuration);
        const { startService } = await import('../service.js');
        const { stopOnSignals, tellingOfStop } = await import('../stop-on-signals.js');
        const service = await startService(configuration);
        stopOnSignals(tellingOfStop(tracing.endingWith(service)));
        if (service.renewTls) process.on('SIGHUP', service.renewTls);
        await tellOfStart(service, configuration.logLevel, context.output);
      } catch (error) {
        const { describeFailure } = await import('../failure.js');
        // Of a fault of its own the service tells all it can: it runs where nobody watches.
        context.output.note(describeFailure(error));
        context.exitCode = EXIT.failed;
      }
    });
};

/** In words at a terminal, else as a line of the log like any other. A secret that is told once is told at any level. */
async function tellOfStart(
  service: Service,
  logLevel: string,
  output: CommandContext['output'],
): Promise<void> {
  const { startLine, welcome } = await import('../welcome.js');
  if (process.stdout.isTTY) {
    output.print(welcome(service).replace(/\n$/, ''));
    return;
  }
  const { createLogger } = await import('../http/logging/index.js');
  const level = service.newAdminSecret === undefined ? logLevel : 'info';
  createLogger({ level }).info(...startLine(service));
}
