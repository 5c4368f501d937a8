package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.app.management.ManagementServer;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.fleet.http.FleetServer;
import dev.ondol.gateway.GatewayUnavailable;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.messaging.tls.UnusableCertificate;
import dev.ondol.services.ServiceUnavailable;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.workload.UnusableTrace;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a person sees when a command fails: for what they can mend one message without a stack trace, for anything else
/// the whole trace, since then the fault is ours.
public final class FailureMessages implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof WrongUsage) {
            command.getErr().println("ondol: " + failure.getMessage());
            command.getErr().println("Try: ./ondol " + command.getCommandName() + " --help");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        if (canBeMended(failure)) {
            command.getErr().println("ondol: " + failure.getMessage());
        } else {
            command.getErr().println("ondol: this is a fault of Ondol itself, please report it:");
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static boolean canBeMended(Exception failure) {
        return failure instanceof UserError || failure instanceof InvalidConfiguration
                || failure instanceof UnusableWeather || failure instanceof HistorianUnavailable
                || failure instanceof ServiceUnavailable || failure instanceof GatewayUnavailable
                || failure instanceof UnusableTrace || failure instanceof dev.ondol.proof.race.UnusableTrace
                || failure instanceof ManagementServer.CannotListen || failure instanceof FleetServer.CannotListen
                || failure instanceof UnusableCertificate;
    }
}
