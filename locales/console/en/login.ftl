login-title = Support desk
login-name = Name
login-password = Password
login-now = Log in
login-other = اردو
