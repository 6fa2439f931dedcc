using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The public keys of environments' connectors, among those of people.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122140000_AddConnectorKeys")]
internal sealed class AddConnectorKeys : Migration
{
    private const string Keys = "identify_ssh_keys";
    private const string Index = "IX_identify_ssh_keys_environment";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("environment", Keys, maxLength: LoginName.MaxLength, nullable: true);
        migrationBuilder.CreateIndex(Index, Keys, "environment");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(Index, Keys);
        migrationBuilder.DropColumn("environment", Keys);
    }
}
