using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Trace.Index.Migrations;

/// <summary>The first tables. No column names a type, so that each database chooses its own; a test compares them with the model.</summary>
[DbContext(typeof(TraceIndexContext))]
[Migration("20261121000000_TraceIndex")]
internal sealed class M20261121TraceIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSessions(migrationBuilder);
        CreateEvents(migrationBuilder);
        CreateRequests(migrationBuilder);
    }

    private static void CreateSessions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "trace_sessions",
            table => new
            {
                id = table.Column<string>(nullable: false),
                sequence = table.Column<long>(nullable: false),
                kind = table.Column<string>(nullable: false),
                place = table.Column<string>(nullable: false),
                login = table.Column<string>(nullable: false),
                vendor = table.Column<string>(nullable: true),
                sign_in = table.Column<string>(nullable: false),
                source = table.Column<string>(nullable: true),
                opened_at = table.Column<long>(nullable: false),
                closes_at = table.Column<long>(nullable: true),
                policies = table.Column<string>(nullable: false),
                obligations = table.Column<string>(nullable: false),
                policy_version = table.Column<long>(nullable: false),
                trace_id = table.Column<string>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                explanation = table.Column<string>(nullable: true),
                bytes_in = table.Column<long>(nullable: false),
                bytes_out = table.Column<long>(nullable: false),
                cut_milliseconds = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_trace_sessions", row => row.id));
        migrationBuilder.CreateIndex("IX_trace_sessions_sequence", "trace_sessions", "sequence");
        migrationBuilder.CreateIndex("IX_trace_sessions_login", "trace_sessions", "login");
        migrationBuilder.CreateIndex("IX_trace_sessions_ended_at", "trace_sessions", "ended_at");
    }

    private static void CreateEvents(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "trace_events",
            table => new
            {
                sequence = table.Column<long>(nullable: false),
                at = table.Column<long>(nullable: false),
                type = table.Column<string>(nullable: false),
                session = table.Column<string>(nullable: true),
                actor = table.Column<string>(nullable: true),
                source = table.Column<string>(nullable: true),
                place = table.Column<string>(nullable: true),
                code = table.Column<string>(nullable: true),
                bytes_out = table.Column<long>(nullable: true),
                summary = table.Column<string>(nullable: false),
                search = table.Column<string>(nullable: false),
                line = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_trace_events", row => row.sequence));
        migrationBuilder.CreateIndex("IX_trace_events_session", "trace_events", ["session", "sequence"]);
        migrationBuilder.CreateIndex("IX_trace_events_type", "trace_events", ["type", "sequence"]);
        migrationBuilder.CreateIndex("IX_trace_events_actor", "trace_events", ["actor", "sequence"]);
    }

    private static void CreateRequests(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "trace_requests",
            table => new
            {
                sequence = table.Column<long>(nullable: false),
                at = table.Column<long>(nullable: false),
                session = table.Column<string>(nullable: false),
                actor = table.Column<string>(nullable: true),
                place = table.Column<string>(nullable: false),
                method = table.Column<string>(nullable: false),
                path = table.Column<string>(nullable: false),
                status = table.Column<int>(nullable: false),
                bytes_in = table.Column<long>(nullable: false),
                bytes_out = table.Column<long>(nullable: false),
                duration_milliseconds = table.Column<double>(nullable: false),
                action = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_trace_requests", row => row.sequence));
        migrationBuilder.CreateIndex("IX_trace_requests_session", "trace_requests", ["session", "sequence"]);
    }
}
