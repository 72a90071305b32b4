import { EXIT } from './exit-code.js';
import type { AddCommand } from './context.js';

/** Runs the service until it is told to stop. */
export const addServe: AddCommand = (program, context) => {
  program
    .command('serve', { isDefault: true })
    .description('run the service (the default); migrates its database first')
    .addHelpText('after', '\nExample:\n  $ PORT=8080 ochp-direct-registry serve')
    .action(async () => {
      // Loading the service takes a second or two, which other commands need not wait.
      const { startService } = await import('../service.js');
      const { stopOnSignals } = await import('../stop-on-signals.js');
      const { welcome } = await import('../welcome.js');
      try {
        const service = await startService(await context.configuration());
        stopOnSignals(service);
        if (service.renewTls) process.on('SIGHUP', service.renewTls);
        context.output.print(welcome(service).replace(/\n$/, ''));
      } catch (error) {
        const { describeFailure } = await import('../failure.js');
        // Of a fault of its own the service tells all it can: it runs where nobody watches.
        context.output.note(describeFailure(error));
        context.exitCode = EXIT.failed;
      }
    });
};
