namespace RemoteDev.Ssh;

/// <summary>
/// What follows in the authentication of a user: a closed union. Every answer may bring a banner, which is shown before it.
/// </summary>
public abstract record AuthStep
{
    private AuthStep()
    {
    }

    /// <summary>Text for the person, shown before this step has its effect (RFC 4252 section 5.4); null for none.</summary>
    public string? Banner { get; init; }

    /// <summary>The user is who they say. Means so only where something was proven: as the answer to an offer it is a failure.</summary>
    public sealed record Success : AuthStep;

    /// <summary>The offered key may be tried. Means something as the answer to an offer, and is a failure elsewhere.</summary>
    public sealed record Acceptable : AuthStep;

    /// <summary>Not yet, or not so.</summary>
    /// <param name="Methods">Those that may be tried next; the others are refused without asking. Null leaves them as they were.</param>
    /// <param name="PartialSuccess">What was tried succeeded, and more is needed.</param>
    public sealed record Failure(IReadOnlyList<string>? Methods = null, bool PartialSuccess = false) : AuthStep;

    /// <summary>Questions for the person; only within keyboard-interactive, and a failure elsewhere.</summary>
    /// <param name="Name">A title; may be empty.</param>
    /// <param name="Instruction">A text above the questions; may be empty.</param>
    /// <param name="Prompts">At most sixteen. None shows the instruction only, and an empty answer follows.</param>
    public sealed record Prompt(string Name, string Instruction, IReadOnlyList<AuthPrompt> Prompts) : AuthStep;

    /// <summary>The connection ends.</summary>
    /// <param name="Fault">What the peer is told.</param>
    public sealed record Disconnect(SshFault Fault) : AuthStep;
}
