using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Catalog.Database.Migrations;

/// <summary>Drafts of the policy, and on each version who approved it and what it was for.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261122000000_PolicyDrafts")]
internal sealed class M20261122PolicyDrafts : Migration
{
    private const string Policies = "catalog_policies";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("approver", Policies, maxLength: Limits.Name, nullable: true);
        migrationBuilder.AddColumn<string>("note", Policies, maxLength: Limits.Reason, nullable: true);
        migrationBuilder.AddColumn<long>("draft", Policies, nullable: true);
        migrationBuilder.CreateTable(
            DraftTable.Name,
            table => new
            {
                number = table.Column<long>(nullable: false),
                revision = table.Column<long>(nullable: false),
                state = table.Column<string>(maxLength: Limits.Word, nullable: false),
                text = table.Column<string>(nullable: false),
                tests = table.Column<string>(nullable: false),
                note = table.Column<string>(maxLength: Limits.Reason, nullable: false),
                base_number = table.Column<long>(nullable: false),
                rollback_of = table.Column<long>(nullable: true),
                sha256 = table.Column<string>(maxLength: 64, nullable: false),
                author = table.Column<string>(maxLength: Limits.Name, nullable: false),
                editors = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                edited_at = table.Column<long>(nullable: false),
                submitted_by = table.Column<string>(maxLength: Limits.Name, nullable: true),
                submitted_at = table.Column<long>(nullable: true),
                comparison = table.Column<string>(nullable: true),
                decided_by = table.Column<string>(maxLength: Limits.Name, nullable: true),
                decided_at = table.Column<long>(nullable: true),
                decision = table.Column<string>(maxLength: Limits.Reason, nullable: true),
                scheduled_by = table.Column<string>(maxLength: Limits.Name, nullable: true),
                activate_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: true),
                activated_at = table.Column<long>(nullable: true),
                failure = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_" + DraftTable.Name, row => row.number));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(DraftTable.Name);
        foreach (var column in (string[])["approver", "note", "draft"])
        {
            migrationBuilder.DropColumn(column, Policies);
        }
    }
}
