using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Trace;

[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class TraceExportTests : IAsyncLifetime
{
    private readonly IndexFixture _fixture = new();

    public Task InitializeAsync() => _fixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Csv_IsRfc4180_AndNoFieldIsAFormula()
    {
        await _fixture.OpenAsync(
            IndexFixture.Opened("s-1", "=cmd|' /C calc'!A0", "say \"hi\", all"),
            IndexFixture.Opened("s-2", "+1", "-1"), IndexFixture.Opened("s-3", "@sum", "\tx"), IndexFixture.Opened("s-4", "＝1", " x "));

        var lines = (await SessionsAsync(ExportFormat.Csv)).Split("\r\n");

        Assert.StartsWith("session,kind,place,login,vendor,source,opened,ended,reason,explanation,bytes_in,bytes_out", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("s-1,Environment,\"say \"\"hi\"\", all\",'=cmd|' /C calc'!A0,acme,192.0.2.7,2026-11-21T20:00:00.000Z,,,,0,0,,developers-work,'@egress(1 GB),3,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("s-2,Environment,'-1,'+1,", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("s-3,Environment,\ufffdx,'@sum,", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("s-4,Environment,\" x \",'＝1,", lines[4], StringComparison.Ordinal);
        Assert.Equal(string.Empty, lines[5]);
    }

    [Fact]
    public async Task Events_AsJson_AreTheTracesOwnLines()
    {
        await _fixture.OpenAsync(IndexFixture.Opened("s-1"), IndexFixture.Refused("s-1", "no"));

        var text = await IndexFixture.TextAsync(
            target => _fixture.Export.EventsAsync(new EventFilter(), ExportFormat.JsonLines, target, IndexFixture.Auditor, CancellationToken.None));

        Assert.Equal(TraceFixture.Lines(_fixture.Files.Today), text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(nameof(ExportFormat.Csv))]
    [InlineData(nameof(ExportFormat.JsonLines))]
    public async Task Requests_OfAnyNumber_ComeWholeAndInOrder(string name)
    {
        var format = Enum.Parse<ExportFormat>(name);
        await _fixture.OpenAsync(IndexFixture.Opened("s-1"));
        for (var i = 0; i < 1234; i++)
        {
            Assert.True(_fixture.Room.Record(IndexFixture.Request("s-1", $"/{i}")));
        }

        await _fixture.OpenAsync(IndexFixture.Ended("s-1"));
        var text = await IndexFixture.TextAsync(
            target => _fixture.Export.RequestsAsync("s-1", new RequestFilter(), format, target, IndexFixture.Auditor, CancellationToken.None));

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var paths = format == ExportFormat.Csv
            ? lines.Skip(1).Select(line => line.Split(',')[6])
            : lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("path").GetString()!);
        Assert.Equal([.. Enumerable.Range(0, 1234).Select(i => $"/{i}")], paths.ToArray());
    }

    [Fact]
    public async Task Sessions_AsJson_AreFiltered()
    {
        await _fixture.OpenAsync(IndexFixture.Opened("s-1"), IndexFixture.Opened("s-2", "bob"));

        var row = JsonDocument.Parse(await SessionsAsync(ExportFormat.JsonLines, new SessionFilter { Person = "bob" })).RootElement;

        Assert.Equal("s-2", row.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Export_IsTracedBeforeItsFirstRow()
    {
        await SessionsAsync(ExportFormat.Csv, new SessionFilter { Person = "ada" });

        var exported = Assert.IsType<TraceExported>(Assert.Single(_fixture.Files.Entries()).Event);
        Assert.Equal(("sessions", "csv", "person=ada", "eve"), (exported.What, exported.Format, exported.Filter, exported.Actor));
    }

    [Fact]
    public async Task Export_IsRefused_AndWritesNothing_WhenItCannotBeTraced()
    {
        await _fixture.OpenAsync(IndexFixture.Opened("s-1"));
        File.Delete(_fixture.Files.Today);
        var pipe = new Pipe();

        var refusal = await _fixture.Export.SessionsAsync(new SessionFilter(), ExportFormat.Csv, pipe.Writer, IndexFixture.Auditor, CancellationToken.None);

        Assert.Equal(RefusalCode.TraceUnavailable, refusal?.Code);
        await pipe.Writer.CompleteAsync();
        Assert.True((await pipe.Reader.ReadAsync()).Buffer.IsEmpty);
    }

    private Task<string> SessionsAsync(ExportFormat format, SessionFilter? filter = null) => IndexFixture.TextAsync(
        target => _fixture.Export.SessionsAsync(filter ?? new SessionFilter(), format, target, IndexFixture.Auditor, CancellationToken.None));
}
