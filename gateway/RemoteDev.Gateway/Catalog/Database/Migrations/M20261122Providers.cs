using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>Providers of identities, and on each person whose they are, what they have by its rules and who suspended them.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122180000_Providers")]
internal sealed class M20261122Providers : Migration
{
    private const string Providers = "catalog_providers";
    private const string People = "catalog_people";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Providers,
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                domains = table.Column<string>(nullable: false),
                vendors = table.Column<string>(nullable: false),
                mfa_contexts = table.Column<string>(nullable: false),
                mfa_methods = table.Column<string>(nullable: false),
                creates_people = table.Column<bool>(nullable: false),
                rules = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_" + Providers, row => row.name));
        migrationBuilder.AddColumn<string>("provider", People, maxLength: Limits.Name, nullable: true);
        migrationBuilder.AddColumn<string>("provider_roles", People, nullable: false, defaultValueSql: "'[]'");
        migrationBuilder.AddColumn<string>("suspended_by", People, maxLength: Limits.Actor, nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(Providers);
        foreach (var column in (string[])["provider", "provider_roles", "suspended_by"])
        {
            migrationBuilder.DropColumn(column, People);
        }
    }
}
