using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>The networks that policy may name.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122230000_Networks")]
internal sealed class M20261122Networks : Migration
{
    private const string Networks = "catalog_networks";

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            Networks,
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                description = table.Column<string>(maxLength: Limits.Reason, nullable: true),
                ranges = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_" + Networks, row => row.name));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Networks);
}
