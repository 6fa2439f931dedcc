using System.Buffers;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Tests.Trace;

public sealed class AuditEventTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 20, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. EventNames.All];

    [Fact]
    public void List_IsClosed()
    {
        var records = typeof(AuditEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AuditEvent))).ToArray();
        var listed = typeof(AuditEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToArray();

        Assert.Equal(records.OrderBy(type => type.Name, StringComparer.Ordinal), listed.Select(known => known.DerivedType).OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.Equal(listed.Length, listed.Select(known => known.TypeDiscriminator).Distinct().Count());
        Assert.All(records, type => Assert.True(type.IsSealed));
        Assert.True(typeof(AuditEvent).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, [])!.IsFamilyAndAssembly);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryEvent_ComesBackAsItWasWritten_AndHasFacts(string name)
    {
        var e = Sample(name);
        var entry = new TraceEntry(7, At, e);
        var line = Write(entry);

        Assert.StartsWith("""{"v":1,"seq":7,"at":"2026-11-21T20:00:00.0000000Z","type":""" + $"\"{name}\"", line, StringComparison.Ordinal);
        var read = TraceLine.Read(Encoding.UTF8.GetBytes(line));
        Assert.NotNull(read);
        Assert.Equal(line, Write(read.Value));
        Assert.Equal(7, read.Value.Sequence);
        Assert.Equal(At, read.Value.At);
        Assert.Equal(e.GetType(), read.Value.Event.GetType());
        Assert.NotNull(EventFacts.Of(e).Summary);
    }

    [Fact]
    public void HostileText_StaysInsideItsLine()
    {
        const string hostile = "x\r\n{\"v\":1,\"seq\":9}\u0000\u001b[2J\u2028\u202e\"</script>\ud800";
        var line = Write(new TraceEntry(1, At, new SignInRefused { Login = hostile, Code = RefusalCode.BadCredential, Reason = hostile, Actor = hostile }));

        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain(line, c => c is < ' ' or > '~');
        Assert.Equal(hostile.Replace('\ud800', '\ufffd'), Assert.IsType<SignInRefused>(TraceLine.Read(Encoding.UTF8.GetBytes(line))!.Value.Event).Login);
    }

    [Fact]
    public void LongText_IsCutVisibly_AndOnlyOnce()
    {
        var line = Write(new TraceEntry(1, At, new SessionWarned { ClosesAt = At, Text = new string('x', 1_000_000) }));
        var text = Assert.IsType<SessionWarned>(TraceLine.Read(Encoding.UTF8.GetBytes(line))!.Value.Event).Text;

        Assert.InRange(text.Length, 2000, BoundedTextConverter.MaxLength);
        Assert.EndsWith("...(+997968)", text, StringComparison.Ordinal);
        Assert.Equal(line, Write(TraceLine.Read(Encoding.UTF8.GetBytes(line))!.Value));
    }

    [Fact]
    public void LongLists_AreCutAndCounted()
    {
        var pushed = new GitPushed
        {
            Repository = "shop/web", PackSha256 = null, PackBytes = 0, Accepted = false,
            Refs = [.. Enumerable.Range(0, 1500).Select(i => new GitRefChange($"refs/heads/{i}", "0", "1", "create"))],
        };

        Assert.Equal(AuditEvent.MaxListLength, pushed.Refs.Count);
        Assert.Equal(500, pushed.Omitted);
        Assert.Contains("\"omitted\":500", Write(new TraceEntry(1, At, pushed)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"v\":2,\"seq\":1,\"at\":\"2026-11-21T20:00:00Z\",\"type\":\"invitation.accepted\",\"login\":\"a\"}")]
    [InlineData("{\"v\":1,\"seq\":0,\"at\":\"2026-11-21T20:00:00Z\",\"type\":\"invitation.accepted\",\"login\":\"a\"}")]
    [InlineData("{\"v\":1,\"seq\":1,\"at\":\"yesterday\",\"type\":\"invitation.accepted\",\"login\":\"a\"}")]
    [InlineData("{\"v\":1,\"seq\":1,\"at\":\"2026-11-21T20:00:00Z\",\"type\":\"no.such.event\"}")]
    [InlineData("{\"v\":1,\"seq\":1,\"at\":\"2026-11-21T20:00:00Z\",\"type\":\"invitation.accepted\"}")]
    [InlineData("{\"v\":1,\"seq\":1,\"at\":\"2026-11-21T20:00:00Z\",\"type\":\"invitation.accepted\",\"login\":\"a\"")]
    [InlineData("{\"seq\":1,\"v\":1,\"at\":\"2026-11-21T20:00:00Z\",\"type\":\"invitation.accepted\",\"login\":\"a\"}")]
    public void Refuses_LinesThatAreNotOurs(string line) => Assert.Null(TraceLine.Read(Encoding.UTF8.GetBytes(line)));

    private static string Write(in TraceEntry entry)
    {
        using var line = new TraceLine();
        var text = new ArrayBufferWriter<byte>();
        line.Write(text, entry);
        Assert.Equal((byte)'\n', text.WrittenSpan[^1]);
        return Encoding.UTF8.GetString(text.WrittenSpan[..^1]);
    }

    private static AuditEvent Sample(string name)
    {
        var type = typeof(AuditEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Single(known => (string)known.TypeDiscriminator! == name).DerivedType;
        var sample = (AuditEvent)RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && property.Name != nameof(AuditEvent.Omitted)))
        {
            property.SetValue(sample, Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        }

        return sample;
    }

    private static object Value(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(long) => 42L,
        _ when type == typeof(int) => 42,
        _ when type == typeof(uint) => 42u,
        _ when type == typeof(double) => 0.25,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateTimeOffset) => At,
        _ when type == typeof(TracedPath) => TracedPath.Of("/a?token=b"),
        _ when type == typeof(IReadOnlyList<string>) => new[] { "one", "two" },
        _ when type == typeof(IReadOnlyList<GitRefChange>) => new[] { new GitRefChange("refs/heads/a", "0", "1", "create") },
        _ when type == typeof(IReadOnlyList<CatalogChange>) => new[] { new CatalogChange("person", "ada", "changed", "a", null) },
        { IsEnum: true } => Enum.GetValues(type).GetValue(1)!,
        _ => throw new NotSupportedException($"An event has a property of type {type}; give the test a value for it."),
    };
}
