using System.CommandLine;

namespace RemoteDev.Cli.Commands;

/// <summary>Arguments and options that several commands of the policy share.</summary>
internal static class PolicyOptions
{
    public static Argument<string> File() => new("FILE") { Description = "The policy, a .cedar file." };

    public static Argument<long> Number() => new("DRAFT") { Description = "The number of the draft, as 'remotedev policy drafts' lists it." };

    public static Option<string> Tests() => new("--tests", "-t") { Description = "Its test cases, a .tests.yaml file.", HelpName = "FILE", Required = true };

    public static Option<string?> World() => new("--world", "-w")
    {
        Description = "Works without a gateway, against the people, projects and windows in this YAML file.",
        HelpName = "FILE",
    };

    public static Option<bool> Json() => new("--json") { Description = "Prints the answer as one JSON value, for scripts." };

    public static Option<string> Reason(string description) => new("--reason", "-r") { Description = description, HelpName = "TEXT", Required = true };
}
