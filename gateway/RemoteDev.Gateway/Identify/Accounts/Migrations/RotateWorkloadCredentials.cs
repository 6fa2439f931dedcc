using System.Globalization;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>Environments' secrets have an end and are renewed. Those of before get the usual length from this day on.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122232000_RotateWorkloadCredentials")]
internal sealed class RotateWorkloadCredentials : Migration
{
    private const string Table = "identify_workload_credentials";
    private const string Superseded = "identify_superseded_secrets";

    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("expires_at", Table, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("renewed_at", Table, nullable: true);
        migrationBuilder.AddColumn<string>("renewed_from", Table, maxLength: ColumnLength.Address, nullable: true);
        migrationBuilder.AddColumn<long>("proven_at", Table, nullable: true);
        migrationBuilder.AddColumn<long>("used_at", Table, nullable: true);
        migrationBuilder.AddColumn<string>("used_from", Table, maxLength: ColumnLength.Address, nullable: true);
        migrationBuilder.AddColumn<long>("alarm_at", Table, nullable: true);
        migrationBuilder.AddColumn<string>("alarm_from", Table, maxLength: ColumnLength.Address, nullable: true);

        // By the database's own clock: a migration has no other.
        var now = ActiveProvider?.Contains("Sqlite", StringComparison.Ordinal) == true ? "CAST(strftime('%s', 'now') AS INTEGER)" : "CAST(EXTRACT(EPOCH FROM now()) AS bigint)";
        migrationBuilder.Sql(string.Create(CultureInfo.InvariantCulture, $"UPDATE {Table} SET expires_at = ({now} + {(long)Usual.TotalSeconds}) * 1000"));
        migrationBuilder.CreateTable(
            Superseded,
            table => new
            {
                hash = table.Column<string>(maxLength: ColumnLength.Hash),
                environment = table.Column<string>(maxLength: LoginName.MaxLength),
                superseded_at = table.Column<long>(),
                valid_until = table.Column<long>(),
                known_until = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey($"PK_{Superseded}", row => row.hash));
        migrationBuilder.CreateIndex($"IX_{Superseded}_environment", Superseded, "environment");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(Superseded);
        foreach (var column in (string[])["expires_at", "renewed_at", "renewed_from", "proven_at", "used_at", "used_from", "alarm_at", "alarm_from"])
        {
            migrationBuilder.DropColumn(column, Table);
        }
    }
}
