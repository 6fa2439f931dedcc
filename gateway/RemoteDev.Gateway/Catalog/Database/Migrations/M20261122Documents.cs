using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>The papers that people sign, with their full texts.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122200000_Documents")]
internal sealed class M20261122Documents : Migration
{
    private const string Documents = "catalog_documents";

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            Documents,
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                kind = table.Column<string>(maxLength: Limits.Word, nullable: false),
                version = table.Column<string>(maxLength: Limits.Word, nullable: false),
                title = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                text = table.Column<string>(nullable: false),
                valid_days = table.Column<int>(nullable: false),
                current = table.Column<bool>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_" + Documents, row => row.name));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Documents);
}
