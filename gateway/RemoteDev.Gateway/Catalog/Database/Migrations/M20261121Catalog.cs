using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>The first tables. No column names a type, so that each database chooses its own; a test compares them with the model.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261121000000_Catalog")]
internal sealed class M20261121Catalog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "catalog_state",
            table => new { id = table.Column<int>(nullable: false), version = table.Column<long>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_catalog_state", row => row.id));
        migrationBuilder.CreateTable(
            "catalog_vendors",
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                parent = table.Column<string>(maxLength: Limits.Name, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_catalog_vendors", row => row.name));
        migrationBuilder.CreateTable(
            "catalog_roles",
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                administrative = table.Column<bool>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_catalog_roles", row => row.name));
        migrationBuilder.CreateTable(
            "catalog_projects",
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_catalog_projects", row => row.name));
        migrationBuilder.CreateTable(
            "catalog_people",
            table => new
            {
                login = table.Column<string>(maxLength: Limits.Name, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                email = table.Column<string>(maxLength: Limits.Email, nullable: false),
                vendor = table.Column<string>(maxLength: Limits.Name, nullable: true),
                roles = table.Column<string>(nullable: false),
                suspended = table.Column<bool>(nullable: false),
                time_zone = table.Column<string>(maxLength: Limits.Zone, nullable: false),
                attestations = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_catalog_people", row => row.login));
        CreatePlaces(migrationBuilder);
        CreateRules(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["state", "vendors", "roles", "projects", "people", "environments", "repositories", "windows", "policies"])
        {
            migrationBuilder.DropTable("catalog_" + table);
        }
    }

    private static void CreatePlaces(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "catalog_environments",
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                project = table.Column<string>(maxLength: Limits.Name, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                kind = table.Column<string>(maxLength: Limits.Word, nullable: false),
                classification = table.Column<string>(maxLength: Limits.Word, nullable: false),
                upstream = table.Column<string>(maxLength: Limits.Url, nullable: false),
                workspace = table.Column<string>(maxLength: Limits.Path, nullable: true),
                extension_folders = table.Column<string>(nullable: false),
                sources = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_catalog_environments", row => row.name));
        migrationBuilder.CreateTable(
            "catalog_repositories",
            table => new
            {
                project = table.Column<string>(maxLength: Limits.Name, nullable: false),
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: false),
                classification = table.Column<string>(maxLength: Limits.Word, nullable: false),
                upstream = table.Column<string>(maxLength: Limits.Url, nullable: false),
                protected_branches = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_catalog_repositories", row => new { row.project, row.name }));
    }

    private static void CreateRules(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "catalog_windows",
            table => new
            {
                name = table.Column<string>(maxLength: Limits.Name, nullable: false),
                zone = table.Column<string>(maxLength: Limits.Zone, nullable: false),
                weekly = table.Column<string>(nullable: false),
                closings = table.Column<string>(nullable: false),
                openings = table.Column<string>(nullable: false),
                valid_from = table.Column<string>(maxLength: Limits.Word, nullable: true),
                valid_through = table.Column<string>(maxLength: Limits.Word, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_catalog_windows", row => row.name));
        migrationBuilder.CreateTable(
            "catalog_policies",
            table => new
            {
                number = table.Column<long>(nullable: false),
                text = table.Column<string>(nullable: false),
                tests = table.Column<string>(nullable: false),
                sha256 = table.Column<string>(maxLength: 64, nullable: false),
                author = table.Column<string>(maxLength: Limits.Name, nullable: false),
                saved_at = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_catalog_policies", row => row.number));
    }
}
