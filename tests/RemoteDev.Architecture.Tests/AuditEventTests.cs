using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RemoteDev.Architecture.Tests;

/// <summary>The audit events are a closed list, and none of them is dead: something writes it, and a test has seen it.</summary>
public sealed class AuditEventTests
{
    /// <summary>The name of each event in the trace: journeys read the trace as text.</summary>
    private static readonly Dictionary<string, string> Words = Assembly.Load("RemoteDev.Gateway")
        .GetType("RemoteDev.Gateway.Trace.AuditEvent", throwOnError: true)!
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(a => a.DerivedType.Name, a => (string)a.TypeDiscriminator!, StringComparer.Ordinal);

    public static TheoryData<string> Events
    {
        get
        {
            var root = Assembly.Load("RemoteDev.Gateway").GetType("RemoteDev.Gateway.Trace.AuditEvent", throwOnError: true)!;
            return [.. root.Assembly.GetTypes().Where(t => !t.IsAbstract && root.IsAssignableFrom(t)).Select(t => t.Name).Order(StringComparer.Ordinal)];
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Writes_EveryEvent(string name) =>
        Assert.True(
            SourceTree.Gateway.Any(f => !f.Path.Contains("/Trace/Events/", StringComparison.Ordinal) && f.Matches(Construction(name)).Any()),
            $"Nothing writes {name}.");

    [Theory]
    [MemberData(nameof(Events))]
    public void Sees_EveryEventInATest(string name) =>
        Assert.True(
            SourceTree.Tests.Any(f => !f.Path.Contains("RemoteDev.Architecture.Tests", StringComparison.Ordinal)
                && (f.Matches(Mention(name)).Any() || f.Lines.Any(line => line.Contains($"\"{Words[name]}\"", StringComparison.Ordinal)))),
            $"No test has seen {name}.");

    private static Regex Construction(string name) => new($@"new (?:Trace\.)?(?:Events\.)?{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static Regex Mention(string name) => new($@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1));
}
