namespace RemoteDev.Policy.Obligations;

/// <summary>What is recorded of a session. The strictest comes first, so the zero value records everything.</summary>
public enum RecordMode
{
    /// <summary>Input and output: <c>@record("full")</c>.</summary>
    Full = 0,

    /// <summary>Output without what is typed: <c>@record("input-off")</c>.</summary>
    InputOff,

    /// <summary>Who, what, when and how much, without content: <c>@record("metadata")</c>.</summary>
    Metadata,
}
