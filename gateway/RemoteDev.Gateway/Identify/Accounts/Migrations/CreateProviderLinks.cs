using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>Who the subjects of OpenID Providers are here.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122150000_CreateProviderLinks")]
internal sealed class CreateProviderLinks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identify_provider_links",
            table => new
            {
                provider = table.Column<string>(maxLength: LoginName.MaxLength),
                subject = table.Column<string>(maxLength: ColumnLength.Subject),
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                linked_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_provider_links", row => new { row.provider, row.subject }));
        migrationBuilder.CreateIndex("IX_identify_provider_links_provider_login", "identify_provider_links", ["provider", "login"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_provider_links");
}
