using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The public keys that people registered.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122120000_CreateSshKeys")]
internal sealed class CreateSshKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identify_ssh_keys",
            table => new
            {
                fingerprint = table.Column<string>(maxLength: ColumnLength.Fingerprint),
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                name = table.Column<string>(maxLength: ColumnLength.KeyName),
                line = table.Column<string>(maxLength: ColumnLength.KeyLine),
                added_at = table.Column<long>(),
                used_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_identify_ssh_keys", row => row.fingerprint));
        migrationBuilder.CreateIndex("IX_identify_ssh_keys_login", "identify_ssh_keys", "login");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_ssh_keys");
}
