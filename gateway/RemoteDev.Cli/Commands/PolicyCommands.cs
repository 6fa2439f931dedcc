using System.CommandLine;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy ...</c>.</summary>
internal static class PolicyCommands
{
    private const string Description =
        """
        The policy: check it, test it, see what it changes, and bring it into force.

        check, test, diff and format need no gateway when --world FILE names people, projects and windows in YAML, as
        policy/examples do: that is how a pipeline of yours runs them. Without --world they ask the gateway, which knows its catalogue.

        A policy walks: draft, submit, approve by another person, activate. 'remotedev apply' saves one directly; only the machine's
        operator can, and the trace says so.

        Exit codes: 0 fine; 1 findings, or refused; 2 wrong command line; 3 no gateway answers.
        """;

    public static Command Create(GatewaySession session) => new("policy", Description)
    {
        PolicyTrialCommands.Check(session),
        PolicyTrialCommands.Test(session),
        PolicyDiffCommand.Create(session),
        PolicyReplayCommand.Create(session),
        PolicyExplainCommand.Create(session),
        PolicyFormatCommand.Create(session),
        PolicyDraftCommands.List(session),
        PolicyDraftCommands.Show(session),
        PolicyDraftCommands.Draft(session),
        PolicyDraftCommands.Submit(session),
        PolicyDraftCommands.Approve(session),
        PolicyDraftCommands.End(session, "reject", "Refuses a draft, also one that was approved and is not in force yet."),
        PolicyDraftCommands.End(session, "withdraw", "Gives a draft up, and its schedule with it."),
        PolicyDraftCommands.Activate(session),
        PolicyHistoryCommands.History(session),
        PolicyHistoryCommands.RollBack(session),
    };
}
