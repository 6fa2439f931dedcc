using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>The machines that use git by themselves.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122233000_Services")]
internal sealed class M20261122Services : Migration
{
    private const string Services = "catalog_services";

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            Services,
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                description = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                owner = table.Column<string>(maxLength: Limits.Name, nullable: false),
                vendor = table.Column<string>(maxLength: Limits.Name, nullable: true),
                roles = table.Column<string>(nullable: false),
                sources = table.Column<string>(nullable: false),
                suspended = table.Column<bool>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_" + Services, row => row.name));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Services);
}
