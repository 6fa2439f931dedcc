using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The tokens with which directories speak by SCIM.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122190000_CreateDirectoryTokens")]
internal sealed class CreateDirectoryTokens : Migration
{
    private const string Tokens = "identify_directory_tokens";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Tokens,
            table => new
            {
                hash = table.Column<string>(maxLength: ColumnLength.Hash),
                provider = table.Column<string>(maxLength: Limits.Name),
                name = table.Column<string>(maxLength: ColumnLength.KeyName),
                issued_by = table.Column<string>(maxLength: Limits.Actor),
                issued_at = table.Column<long>(),
                expires_at = table.Column<long>(),
                used_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_" + Tokens, row => row.hash));
        migrationBuilder.CreateIndex($"IX_{Tokens}_provider_name", Tokens, ["provider", "name"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Tokens);
}
