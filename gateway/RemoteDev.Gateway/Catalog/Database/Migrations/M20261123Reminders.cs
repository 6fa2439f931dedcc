using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>The reminders of papers that went out.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261123080000_Reminders")]
internal sealed class M20261123Reminders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            ReminderTable.Name,
            table => new
            {
                login = table.Column<string>(maxLength: Limits.Name, nullable: false),
                document = table.Column<string>(maxLength: Limits.Name, nullable: false),
                occasion = table.Column<string>(maxLength: ReminderTable.LongestOccasion, nullable: false),
                since = table.Column<long>(nullable: false),
                attempts = table.Column<int>(nullable: false),
                next_at = table.Column<long>(nullable: false),
                taken_at = table.Column<long>(nullable: true),
                answer = table.Column<string>(maxLength: Limits.DisplayName, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_" + ReminderTable.Name, row => new { row.login, row.document }));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(ReminderTable.Name);
}
