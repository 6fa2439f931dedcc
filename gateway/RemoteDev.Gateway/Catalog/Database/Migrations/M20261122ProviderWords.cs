using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>What providers last said of their people.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122200000_ProviderWords")]
internal sealed class M20261122ProviderWords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        DirectoryTables.Words,
        table => new
        {
            provider = table.Column<string>(maxLength: Limits.Name, nullable: false),
            login = table.Column<string>(maxLength: Limits.Name, nullable: false),
            said_at = table.Column<long>(nullable: false),
            claims = table.Column<string>(nullable: false),
        },
        constraints: table => table.PrimaryKey("PK_" + DirectoryTables.Words, row => new { row.provider, row.login }));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(DirectoryTables.Words);
}
