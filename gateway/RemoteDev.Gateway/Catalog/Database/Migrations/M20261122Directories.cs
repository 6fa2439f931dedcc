using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>What directories sent by SCIM.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122190000_Directories")]
internal sealed class M20261122Directories : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            DirectoryTables.Users,
            table => new
            {
                provider = table.Column<string>(maxLength: Limits.Name, nullable: false),
                login = table.Column<string>(maxLength: Limits.Name, nullable: false),
                user_name = table.Column<string>(maxLength: Limits.Item, nullable: false),
                user_name_key = table.Column<string>(maxLength: Limits.Item, nullable: false),
                external_id = table.Column<string>(maxLength: Limits.Item, nullable: true),
                given_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: true),
                family_name = table.Column<string>(maxLength: Limits.DisplayName, nullable: true),
                created_at = table.Column<long>(nullable: false),
                changed_at = table.Column<long>(nullable: false),
                revision = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_" + DirectoryTables.Users, row => new { row.provider, row.login }));
        migrationBuilder.CreateIndex($"IX_{DirectoryTables.Users}_provider_user_name_key", DirectoryTables.Users, ["provider", "user_name_key"], unique: true);
        migrationBuilder.CreateTable(
            DirectoryTables.Groups,
            table => new
            {
                provider = table.Column<string>(maxLength: Limits.Name, nullable: false),
                id = table.Column<string>(maxLength: Limits.Word, nullable: false),
                display_name = table.Column<string>(maxLength: Limits.Item, nullable: false),
                external_id = table.Column<string>(maxLength: Limits.Item, nullable: true),
                members = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                changed_at = table.Column<long>(nullable: false),
                revision = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_" + DirectoryTables.Groups, row => new { row.provider, row.id }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(DirectoryTables.Groups);
        migrationBuilder.DropTable(DirectoryTables.Users);
    }
}
