using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Trace.Index.Migrations;

/// <summary>What was known of a session's source and device.</summary>
[DbContext(typeof(TraceIndexContext))]
[Migration("20261122230000_Circumstances")]
internal sealed class M20261122Circumstances : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("circumstances", "trace_sessions", nullable: false, defaultValueSql: "''");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("circumstances", "trace_sessions");
}
