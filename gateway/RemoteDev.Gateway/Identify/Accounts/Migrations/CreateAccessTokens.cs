using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The access tokens of people and services.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122203000_CreateAccessTokens")]
internal sealed class CreateAccessTokens : Migration
{
    private const string Tokens = AccessTokenTable.Name;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Tokens,
            table => new
            {
                id = table.Column<string>(maxLength: ColumnLength.TokenId),
                hash = table.Column<string>(maxLength: ColumnLength.Hash),
                holder = table.Column<string>(maxLength: Limits.Actor),
                name = table.Column<string>(maxLength: ColumnLength.KeyName),
                actions = table.Column<string>(maxLength: ColumnLength.TokenActions),
                project = table.Column<string>(maxLength: TokenScope.MaxName, nullable: true),
                repository = table.Column<string>(maxLength: TokenScope.MaxName, nullable: true),
                window_name = table.Column<string>(maxLength: TokenScope.MaxName, nullable: true),
                made_at = table.Column<long>(),
                made_by = table.Column<string>(maxLength: Limits.Actor),
                made_in = table.Column<string>(maxLength: ColumnLength.TokenId, nullable: true),
                made_from = table.Column<string>(maxLength: ColumnLength.Address, nullable: true),
                factor_method = table.Column<string>(maxLength: Limits.Word, nullable: true),
                factor_at = table.Column<long>(nullable: true),
                provider = table.Column<string>(maxLength: Limits.Name, nullable: true),
                subject = table.Column<string>(maxLength: ColumnLength.Subject, nullable: true),
                expires_at = table.Column<long>(),
                used_at = table.Column<long>(nullable: true),
                used_from = table.Column<string>(maxLength: ColumnLength.Address, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_" + Tokens, row => row.id));
        migrationBuilder.CreateIndex($"IX_{Tokens}_hash", Tokens, "hash", unique: true);
        migrationBuilder.CreateIndex($"IX_{Tokens}_holder_name", Tokens, ["holder", "name"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Tokens);
}
